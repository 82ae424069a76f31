course story   cohort start 2026-01-05 zone Africa/Harare rooms of 3 cap 5 planned
learners nurse1 nurse2, nurse3
late nurse4
at day 1 08:30 nurse1 taps "Yes" nurse2 says "a\n\"b\"\\" nurse3 quotes "part" with "words"
at 2026-01-07 12:30 nurse1 sends photo "ward" nurse2 sends voice nurse1 answers right 3 times nurse2 answers wrong
at 12:45 nurse1 reads nurse1 goes offline until day 3 nurse2 goes offline nurse2 goes online nurse4 joins
network down until day 5 09:00 webhooks twice webhooks reversed webhooks once engine restarts
facilitator releases 1 facilitator rejects 2
expect everybody <- "a" between 12:30 and 12:40 once expect nurse1 <- step m1p1 until day 4
expect no message to nurse2 until 13:00 expect nobody <- "secret"
coordinator does cohort.pause admin does learner.stop learner=nurse1 why="a \"b\"" facilitator does enrol n=3 y=yes p=nurse2.phone
expect refused "no" expect told "yes"
