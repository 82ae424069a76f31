# A cohort is not closed while a test is open or a question waits: each reason is named.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 5 09:00   coordinator does cohort.close   expect refused "the delayed test closes on"
at day 20 09:00  nurse1 says "May I ask something about my ward?"   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Ask facilitator"   expect nurse1 <- "not to the group"
at day 20 10:00  coordinator does cohort.close   expect refused "1 wait for an answer"
                 coordinator does cohort.close dry_run=yes   expect told "questions"
