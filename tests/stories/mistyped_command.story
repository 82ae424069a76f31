# STPO is no command: it stays private, nothing stops, and the learner is asked what it was.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 1 09:00   nurse1 says "STPO"   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Discard"   expect nurse1 <- "Thrown away"
at day 1 09:10   nurse1 says "help me please"   expect nurse1 <- "Who should see this?"
at day 1 09:20   nurse1 says "Help!"   expect nurse1 <- "Words that work at any time"
at day 3 12:29   expect nurse1 <- "Tap Continue"
expect nobody <- "STPO"
