# Two learners refuse: one the use of posts and research, which blocks nothing; one the course itself, which ends it.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   expect everybody <- "Will you take this course?"
                 nurse1 taps "Yes"   expect nurse1 <- "May we keep your posts"
                 nurse1 taps "No"    expect nurse1 <- "May researchers use"
                 nurse1 taps "No"    expect nurse1 <- "Question 1 of 2"
                 nurse2 taps "No"    expect nurse2 <- "you will get no more messages"
at day 1 09:00   expect no message to nurse2 until day 20 12:00
at day 20 12:00  expect nurse1 <- "Tap Continue" between day 2 07:00 and day 4 12:40
