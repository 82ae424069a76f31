# A case to="each" is told to each learner by herself, scene by scene, to its end.
course alone   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 12:20   everybody says "MENU"
at day 2 12:29   expect everybody <- "leaves bed 1" between 12:30 and 12:40 once
at day 2 14:25   everybody says "MENU"   expect everybody <- "in the same pair" between 14:30 and 14:45 once
at day 2 16:25   everybody says "MENU"   expect everybody <- "changed them between the beds" between 16:30 and 16:45 once
