# A poll with several choices takes letters, numbers or several taps, and its spread counts each choice.
course vote   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4

at day 1 08:30   everybody taps "Continue"   expect everybody <- "Will you take this course?"
                 everybody taps "Yes"
at day 1 09:59   expect everybody <- "Welcome to Reasons, "
at day 1 12:05   nurse1 says "a, c"   expect nurse1 <- "Counted: A, C."
                 nurse2 quotes "What keeps mothers away?" with "1 3"   expect nurse2 <- "Counted: A, C."
                 nurse3 taps "A. Transport"   expect nurse3 <- "Counted: A."
                 nurse3 taps "B. The queue"   expect nurse3 <- "Counted: A, B."
                 nurse4 says "ac"   expect nurse4 <- "Counted: A, C."
                 nurse4 says "B"   expect nurse4 <- "Counted: B."
at day 1 17:59   expect everybody <- "- Transport: 3" between 18:00 and 18:10 once
at day 1 18:30   nurse1 taps "B. The queue"   expect nurse1 <- "not counted"
