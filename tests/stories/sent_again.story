# A nurse has deleted a lesson by mistake. The coordinator looks at what became of it and sends it once more; two clicks send it once.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
                 everybody taps "Yes"   expect everybody <- "May researchers use"
                 everybody taps "Yes"   expect everybody <- "Question 1 of 2"
at day 1 10:00   coordinator does send.again learner=nurse1 step="m1p1"   expect refused "has not come for her yet"
                 coordinator does send.again learner=nurse1 step="m9"   expect refused "no step"
                 coordinator does send.again learner=nurse1 step="pre"   expect told "Question 1 of 2"
                 expect nurse1 <- "Question 1 of 2" between day 1 10:00 and day 1 10:10 once
                 nurse1 answers right 2 times
at day 1 11:00   coordinator does send.again learner=nurse1 step="pre"   expect refused "answered"
at day 3 12:20   everybody says "MENU"
at day 3 12:29   expect everybody <- "before and after every client" between day 3 12:30 and day 3 12:40 once
at day 3 14:00   coordinator does send.again learner=nurse1 step="m1p1" dry_run=yes   expect told "before and after every client"
                 coordinator does send.again learner=nurse1 step="m1p1"   expect told "delivered"
                 coordinator does send.again learner=nurse1 step="m1p1"
                 expect nurse1 <- "before and after every client" between day 3 14:00 and day 3 14:10 once
                 nurse2 says "STOP"
at day 3 14:15   coordinator does send.again learner=nurse2 step="m1p1"   expect refused "stopped"
