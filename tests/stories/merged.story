# One nurse was enrolled twice, with her old number and her new one. The two become one, and only the number that she uses is written to.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
                 everybody taps "Yes"   expect everybody <- "May researchers use"
                 nurse1 taps "Yes"   expect nurse1 <- "Question 1 of 2"   nurse1 answers right 2 times
at day 1 12:00   coordinator does learner.merge learner=nurse1 other=nurse1   expect refused "one record already"
                 coordinator does learner.merge learner=nurse2 other=nurse1   expect refused "the other way round"
                 coordinator does learner.merge learner=nurse1 other=nurse2 dry_run=yes   expect told "kept"
                 coordinator does learner.merge learner=nurse1 other=nurse2   expect told "kept"
at day 1 12:10   expect no message to nurse2 until day 3 12:19
at day 3 12:20   nurse1 says "MENU"
                 expect nurse1 <- "before and after every client" between day 3 12:30 and day 3 12:40 once
