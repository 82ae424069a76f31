# Two places and three who want one: the third waits, is told her number, and is let in by a coordinator. STOP ends the waiting.
course story   cohort start 2026-01-05 zone Africa/Harare planned
learners nurse1
late nurse2 nurse3 nurse4 nurse5

at 2026-01-04 09:00  coordinator does cohort.invite code="WARD7" limit=1   expect told "WARD7"
                 nurse2 says "JOIN WARD7"   expect nurse2 <- "You wrote to us yourself" once
                 nurse3 says "JOIN WARD7"   expect nurse3 <- "on the waiting list, number 1" once
                 nurse4 says "ward 7"   expect nurse4 <- "on the waiting list, number 2" once
                 nurse3 says "STOP"   expect nurse3 <- "off the list" once
at 2026-01-04 10:00  nurse4 says "JOIN WARD7"   expect nurse4 <- "number 1"
                 coordinator does learner.admit learner=nurse3   expect refused "on no waiting list"
                 coordinator does learner.admit learner=nurse4   expect nurse4 <- "There is a place for you" once
                 nurse4 taps "Keep it"   nurse4 taps "Skip"
at 2026-01-04 12:00  coordinator does cohort.launch
at day 1 07:59   expect nurse4 <- "Will you take this course?" between 08:00 and 08:10 once
at day 2 09:00   nurse5 says "JOIN WARD7"   expect nurse5 <- "on the waiting list, number 1"
                 nurse1 says "JOIN WARD7"   expect nurse1 <- "in *Clean hands* already"
