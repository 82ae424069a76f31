# A plan is handed in, in private, and reviewed by two colleagues along a rubric. Nobody learns whose it is or who reviewed it; between
# two where one has blocked the other nothing goes. It cannot stall: with time fewer reviews are enough, others are asked in place of
# those who are silent or have left, and at last the facilitator has it.
course review   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4 nurse5 nurse6
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 09:50   everybody says "MENU"   rudo says "card"
at day 2 10:00   expect everybody <- "To hand in, reply to this message"
                 nurse1 quotes "To hand in" with "Lock the rub away. The nurse in charge gives it out. Count every Monday."
                 expect nurse1 <- "Handed in, thank you. Until 2026-01-07 10:0"
                 nurse2 says "Hang a bottle at each bed and let the cleaner fill it on Fridays."   expect nurse2 <- "Who should see this?"
                 nurse2 taps "Hand in"   expect nurse2 <- "Handed in, thank you"
                 nurse3 quotes "To hand in" with "Mrs Chipo Moyo, born 12.3.1991, wastes it. Her file is 0772 345 678."
                 expect nurse3 <- "Before colleagues read your work, a facilitator looks at it"
                 nurse4 quotes "To hand in" with "I do not know yet."   expect nurse4 <- "Handed in, thank you"
at day 2 11:00   nurse4 quotes "To hand in" with "Write the date on each bottle; the matron orders when two are left."
                 expect nurse4 <- "Handed in, thank you"
                 nurse3 quotes "To hand in" with "Mrs Moyo keeps the key, and she counts the bottles with me."
                 expect nurse3 <- "a facilitator looks at it"
                 rudo says "queue"   expect rudo <- "Mrs Moyo keeps the key"
                 facilitator releases 1   expect nurse3 <- "it counts as handed in"
                 nurse1 sends photo   expect nurse1 <- "Who should see this?"
at day 3 09:50   everybody says "MENU"
                 nurse1 says "BLOCK nurse2"   expect nurse1 <- "Nothing passes between you"
at day 3 10:00   expect nurse1 <- "A colleague's work to review" between 10:00 and 10:20 once
                 expect nurse2 <- "Write the date on each bottle" between 10:00 and 10:20 once
                 expect nurse4 <- "1. Its steps are clear (0 to 4)\n2. It says who does what (0 to 2)" between 10:00 and 10:20 once
                 expect no message to nurse6 until 10:20
                 nurse5 quotes "To hand in" with "Too late, I know."   expect nurse5 <- "The time to hand in was over on 2026-01-07 10:0"
                 nurse1 quotes "A colleague's work" with "Very good!"   expect nurse1 <- "This is no review yet: begin with 2 numbers"
                 nurse1 says "5 2 Too many points"   expect nurse1 <- "Who should see this?"
                 nurse1 says "3 2 Ask Mrs Chipo Moyo, born 12.3.1991."   expect nurse1 <- "Your words may tell who a patient is"
                 nurse1 says "3 2 Clear, and it says who counts."   expect nurse1 <- "Your review goes to the author without your name"
                 nurse2 says "2, 1: say when"   expect nurse2 <- "Your review goes to the author"
at day 3 10:40   nurse1 quotes "Write the date" with "4 1 Good dates."   expect nurse1 <- "Your review goes to the author"
                 expect nurse4 <- "(2 colleagues)\n1. Its steps are clear: 3 of 4\n2. It says who does what: 1 of 2\n\nWhat was written:\n- say when\n- Good dates."
                 nurse1 quotes "Write the date" with "1 1 No, bad."   expect nurse1 <- "You have reviewed this one already"
                 nurse2 says "4 2"   expect nurse2 <- "Your review goes to the author"
                 expect nurse3 <- "These marks are for learning" once
                 nurse4 says "STOP"
                 coordinator does work.deal step=m1a   expect told "let_go\":2"
                 coordinator does work.deal step=m1x   expect refused "no assignment"
at day 5 09:50   everybody says "MENU"   rudo says "card"
at day 5 10:00   expect nurse1 <- "No colleague's review of your work has come in time" between 10:00 and 10:20 once
                 expect nurse2 <- "No colleague's review of your work has come in time" between 10:00 and 10:20 once
                 rudo says "queue"   expect rudo <- "*Handed in, to be reviewed by you* (nobody could be asked)\nnurse1"
                 rudo quotes "Lock the rub away" with "A lock keeps hands dry. Who needs it at night?"
                 expect nurse1 <- "A lock keeps hands dry"
                 nurse3 says "2 2 Late, sorry."   expect nurse3 <- "Your review goes to the author"
                 expect nurse1 <- "(one colleague)\n1. Its steps are clear: 2 of 4"
expect nobody <- "Mrs Chipo"
