# After the last test the coordinator closes the cohort. What was still owed does not go any more, and nothing comes again.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 20 10:00  coordinator does cohort.close dry_run=yes   expect told "will not go any more"
                 coordinator does cohort.close   expect told "frozen"
                 coordinator does cohort.resume   expect refused "is closed"
                 coordinator does cohort.shift days=2   expect refused "is closed"
at day 20 10:05  expect no message to everybody until day 30 12:00
at day 30 12:10  nurse1 says "MENU"
                 expect nobody <- "The expert rubbed"
