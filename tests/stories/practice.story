# Before the test each tries a tap, a letter and a voice note. Nothing of it is kept: the voice note is not loaded and nobody sees it.
course practice   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:10   everybody taps "Continue"   everybody taps "Yes"
                 expect nurse1 <- "a try of the phone" once
                 nurse1 taps "Tap here"   expect nurse1 <- "Write B" once
                 nurse1 says "B"   expect nurse1 <- "hold the microphone" once
                 nurse1 sends voice   expect nurse1 <- "your voice note arrived" once
                 nurse2 sends voice   expect nurse2 <- "your voice note arrived" once
                 nurse2 taps "Tap here"   expect nurse2 <- "something that is over"
                 nurse1 sends voice   expect nurse1 <- "Who should see this?"
at day 2 08:59   everybody says "MENU"   expect nurse1 <- "Now one question" between 09:00 and 09:20 once
                 nurse1 answers right
expect nobody <- "nurse2:"
