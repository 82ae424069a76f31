# LATER lets what is left of today wait until an hour; a quiet hour is explained; CONTINUE ends it.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 3 11:00   everybody says "menu"   expect everybody <- "*Menu*"
                 nurse1 says "Later 3 pm"   expect nurse1 <- "waits until 15:00"
                 nurse2 says "plus tard 21h"   expect nurse2 <- "21:00 is a quiet hour: between 20:00 and 07:00"
                 nurse3 says "later"   expect nurse3 <- "When shall the course go on?"
                 nurse3 taps "Tomorrow"   expect nurse3 <- "waits until 2026-01-08 12:30"
at day 3 12:29   expect no message to nurse1 until 14:55
                 expect nurse1 <- "clean hands before and after" between 15:00 and 15:10 once
at day 3 15:20   nurse2 says "CONTINUE!"   expect nurse2 <- "clean hands before and after"
