# What is said beside the course while a live meeting goes on waits for the next digest, for her who sits in the meeting, too.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does upkeep.set name=social value="1"
at day 3 10:00   everybody says "MENU"
at day 3 13:50   nurse1 taps "I am here"
                 nurse2 taps "I am here"
at day 3 14:01   nurse2 says "SOCIAL: the tea is ready."
                 expect no message to nurse1 until 14:03
at day 3 14:20   expect nurse1 <- "the tea is ready" between 18:30 and 18:40 once
