# Where a cohort asks for it, each says once, by the numbers of a list, whom of the room she knew before. Nobody in the group reads it; pairs of
# those who are acquainted follow it. Who joins late is asked, too; an observer neither is asked nor stands on a list.
course rooms   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4 guest
late nurse5

at day 1 08:10   coordinator does learner.role learner=guest role=observer
                 coordinator does upkeep.set name=acquaint value="2"   expect refused "from 0 to 1"
                 coordinator does upkeep.set name=acquaint value="1"
at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"   nurse2 taps "Continue"   nurse2 taps "Yes"
                 nurse3 taps "Continue"   nurse3 taps "Yes"   nurse4 taps "Continue"
at day 1 12:10   nurse4 taps "Yes"
at day 1 15:00   expect nurse1 <- "1. nurse2\n2. nurse3\n3. nurse4\n\n" between 12:10 and 14:50 once
                 expect nurse3 <- "1. nurse4\n2. nurse1\n3. nurse2\n\n" between 12:10 and 14:50 once
                 nurse1 says "3"   expect nurse1 <- "you knew nurse4 before"
                 nurse2 quotes "before this course" with "I knew number 2 well, and 7"   expect nurse2 <- "such as 2 5"
                 nurse2 quotes "before this course" with "2 and 1"   expect nurse2 <- "you knew nurse3, nurse4 before"
                 nurse2 quotes "before this course" with "1"   expect nurse2 <- "you knew nurse3 before"
                 nurse3 taps "Skip"   expect nurse3 <- "nothing is noted"
                 nurse4 taps "Nobody"   expect nurse4 <- "you knew nobody"
                 nurse1 says "MY DATA"   expect nurse1 <- "you said you knew before (1)"
                 nurse3 says "MY DATA"
at day 2 09:00   nurse5 joins
at day 2 09:10   nurse5 taps "Continue"   nurse5 taps "Yes"
at day 2 15:00   expect nurse5 <- "1. nurse1\n2. nurse2\n3. nurse3\n4. nurse4\n\n" between 09:10 and 14:00 once
                 nurse5 says "0"   expect nurse5 <- "you knew nobody"
                 coordinator does learner.withdraw learner=nurse5 reason="Left the district."
at day 3 10:00   coordinator does circles.form kind=pair mix=acquainted
at day 4 15:00   everybody says "MENU"
at day 5 12:20   expect nurse1 <- "You talk about this with nurse4 only" between 12:00 and 12:10 once
                 expect nurse2 <- "You talk about this with nurse3 only" between 12:00 and 12:10 once
                 expect no message to guest until 12:30
