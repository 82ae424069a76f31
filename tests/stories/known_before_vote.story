# A number by itself answers what was asked last: a poll that opened after the question whom she knew before. A reply to that question is an answer to it all the same.
course rooms   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:10   coordinator does upkeep.set name=acquaint value="1"
at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 11:50   expect everybody <- "Whom of your group did you know" between 08:30 and 11:55 once
at day 1 12:10   nurse1 says "2"   expect nurse1 <- "counted: B"
                 nurse1 quotes "before this course" with "2"   expect nurse1 <- "you knew nurse3 before"
                 nurse2 says "0"   expect nurse2 <- "you knew nobody"
