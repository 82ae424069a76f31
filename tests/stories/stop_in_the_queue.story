# Three lessons wait behind a closed window when STOP comes: one confirmation follows, and nothing else, ever.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 expect everybody <- "May we keep your posts"
at day 4 18:00   nurse1 says " Stop. "
                 expect nurse1 <- "You will get no more messages from this course" once
at day 4 18:20   expect no message to nurse1 until day 20 12:00
at day 20 12:00  nurse1 says "Hello again, is anybody there?"   expect no message to nurse1
                 nurse1 says "START"   expect nurse1 <- "Welcome back"
