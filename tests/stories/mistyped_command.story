# STPO looks like STOP, so it is asked about and stops nothing by itself. A harmless word with a slip is done at once.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 1 09:00   nurse1 says "STPO"   expect nurse1 <- "Do you want to leave the course"
                 nurse1 taps "Go on"   expect nurse1 <- "the course goes on"
                 nurse1 says "discard"   expect nurse1 <- "Thrown away"
at day 1 09:10   nurse1 says "help me with the forms"   expect nurse1 <- "Who should see this?"
at day 1 09:20   nurse1 says "Hlep!"   expect nurse1 <- "Words that work at any time"
at day 1 09:30   nurse2 says "stopp"   expect nurse2 <- "Do you want to leave the course"
                 nurse2 taps "Stop"   expect nurse2 <- "no more messages from this course"
at day 3 12:29   expect nurse1 <- "Tap Continue"
expect nobody <- "STPO"
