# After the last test the coordinator closes the cohort. What was still owed does not go any more, and nothing comes again.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   expect everybody <- "May we keep your posts"
at day 20 10:00  coordinator does cohort.close dry_run=yes   expect told "will not go any more"
                 coordinator does cohort.close   expect told "frozen"
                 coordinator does cohort.resume   expect refused "is closed"
                 coordinator does cohort.shift days=2   expect refused "is closed"
                 coordinator does learner.move learner=nurse1 room="2"   expect refused "its data are frozen"
                 coordinator does say to=story text="One thing more for all of you."   expect refused "nothing more is said"
                 coordinator does cohort.keep class=words until=2031-12-31 reason="coding goes on"   expect told "2031-12-31"
at day 20 10:05  expect no message to everybody until day 30 12:00
# What they write is answered, and kept nowhere; what they may always ask for is heard.
at day 30 12:10  nurse1 says "B"             expect nurse1 <- "is over and closed"
                 nurse1 says "My own thought on this case, dear all."
                 nurse2 says "MY DATA"       expect nurse2 <- "What is kept about you"
at day 30 12:30  nurse1 says "STOP"          expect nurse1 <- "You will get no more messages"
                 expect nobody <- "Who should see this"
                 expect nobody <- "My own thought"
                 expect nobody <- "The expert rubbed"
