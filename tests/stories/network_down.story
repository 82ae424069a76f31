# For a day nothing passes in either direction. Then all that was owed comes, once and in order, and not at night.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 3 12:00   network down until day 4 21:30
at day 3 12:10   nurse1 says "MENU"
at day 4 15:00   expect no message to everybody until day 4 21:30
# What the learner wrote reaches the engine a day late: WhatsApp's window has closed, so she is asked back, once, in the morning.
at day 5 06:00   nurse2 says "MENU"
at day 5 07:30   expect nurse1 <- "Tap Continue" between day 4 21:30 and day 5 07:30 once
                 nurse1 taps "Continue"   expect nurse1 <- "*Menu*"
                 expect nurse1 <- "before and after every client" between day 5 07:00 and day 5 12:00 once
                 expect nurse2 <- "*Menu*" between day 5 06:00 and day 5 07:30 once
                 expect nurse2 <- "before and after every client" between day 5 07:00 and day 5 12:00 once
