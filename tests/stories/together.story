# What a room is given together is done by each who does it: a poll by who votes, a task by who says so, a case by whom a
# facilitator has approved. Nobody is reminded of what she has done; who joins late is reminded like the others.
course together   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
late nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 09:05   nurse1 says "A"   expect nurse1 <- "You may change your choice"
at day 2 08:00   nurse3 joins   nurse1 says "MENU"   nurse2 says "MENU"
                 nurse3 taps "Continue"   nurse3 taps "Yes"
at day 2 09:05   nurse1 says "DONE"
at day 2 10:05   nurse1 quotes "To bring a case" with "The night shift had none left."   expect nurse1 <- "A facilitator reads your case first"
at day 2 11:00   nurse1 says "CPD"   expect nurse1 <- "met: 2 of 3"
                 nurse2 says "MENU"   nurse3 says "MENU"
at day 3 08:55   expect nurse2 <- "Have you counted the gloves?" between 09:00 and 09:10 once
                 expect nurse3 <- "Have you counted the gloves?" between 09:00 and 09:10 once
                 expect no message to nurse1 until 09:20
at day 3 10:00   facilitator does case.approve case=nurse1.case
at day 3 10:10   nurse1 says "CPD"   expect nurse1 <- "Here is your certificate"
at day 3 10:20   nurse2 says "CPD"   expect nurse2 <- "met: 0 of 3"
