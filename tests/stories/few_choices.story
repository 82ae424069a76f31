# Where fewer than three have answered, a count is a name: the room is told that too few answered.
course vote   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4

at day 1 08:30   everybody taps "Continue"   expect everybody <- "Will you take this course?"
                 everybody taps "Yes"
at day 1 12:05   nurse1 says "a, c"   expect nurse1 <- "Counted: A, C."
                 nurse2 says "b"   expect nurse2 <- "Counted: B."
at day 1 17:59   expect everybody <- "too few answers came (2)" between 18:00 and 18:10 once
                 expect nobody <- "- Transport: 1"
