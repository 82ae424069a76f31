# A phone that is off comes back at two in the morning: what is owed waits until seven, but an answer comes at once.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 20:00   nurse1 goes offline until day 4 02:00
at day 4 02:10   nurse1 says "MENU"   expect nurse1 <- "*Menu*"
at day 4 02:30   expect no message to nurse1 until day 4 06:59
                 expect no message to nurse2 between day 4 00:00 and day 4 06:59
                 expect nurse1 <- "before and after every client" between 07:00 and 12:00 once
