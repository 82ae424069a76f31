# STOP is heard in many ways; the menu's row and FORGET ME are asked about first, and an old button is answered.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 1 09:00   nurse1 says "Please stop sending me messages!"   expect nurse1 <- "no more messages from this course"
                 nurse2 says "We should stop the bleeding first."   expect nurse2 <- "Who should see this?"
                 nurse2 taps "Discard"   expect nurse2 <- "Thrown away"
                 nurse2 taps "Discard"   expect nurse2 <- "dealt with already"
                 nurse2 says "menue"   expect nurse2 <- "*Menu*"
                 nurse2 taps "Leave the course"   expect nurse2 <- "Do you want to leave the course"
                 nurse2 taps "Go on"   expect nurse2 <- "the course goes on"
                 nurse3 says "forget me"   expect nurse3 <- "Nothing happens until you tap"
                 nurse3 taps "Go on"   expect nurse3 <- "the course goes on"
                 nurse3 says "ndoda kumira"   expect nurse3 <- "no more messages from this course"
at day 3 12:29   expect nurse2 <- "Tap Continue"
                 expect no message to nurse1 until day 5 12:00
