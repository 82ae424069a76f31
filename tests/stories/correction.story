# What was wrong is taken back where it was read: from the course, from a learner's post and from a quiz. Who joins later gets both.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2
late nurse3

at day 1 08:30   nurse1 taps "Continue"   nurse1 taps "Yes"   nurse2 taps "Continue"   nurse2 taps "Yes"
at day 3 12:20   nurse1 says "MENU"   nurse2 says "MENU"
at day 3 12:50   expect nurse1 <- "before and after every client" between 12:30 and 12:45 once
at day 3 21:00   coordinator does correct what=m1p1 text="Before, after, and after touching the bed." expect told "2"
                 expect no message to nurse1 until day 4 06:59
at day 4 07:30   expect nurse1 <- "*Correction.* You got this from us: \"*Moments*: clean hands before" between 07:00 and 07:30 once
                 expect nurse2 <- "after touching the bed" between 07:00 and 07:30 once
at day 4 12:20   nurse1 says "MENU"   nurse2 says "MENU"
at day 4 12:29   expect nurse1 <- "What stops you from cleaning hands?"
                 nurse1 quotes "What stops you" with "Gloves are as good as clean hands."   expect nurse1 <- "Shared with your group"
at day 4 12:50   coordinator does correct what=nurse1.post text="Gloves never replace clean hands."
                 expect nurse1 <- "*Correction.* You got this from us: \"Gloves are as good" once
at day 4 19:00   expect nurse2 <- "[Corrected by the facilitator: Gloves never replace clean hands.]" between 13:00 and 13:15 once
at day 5 12:20   nurse1 says "MENU"
at day 5 12:29   expect nurse1 <- "Rub or soap after visible soil?"
                 coordinator does correct what=p1 text="Both are right here."   expect refused "say what becomes of item"
                 coordinator does correct what=p1 text="Rub is right here." key=c   expect refused "has no option"
                 coordinator does correct what=p1 text="Rub is right after all." key=b
                 expect nurse1 <- "*Correction of a question.* You were asked: \"Rub or soap" once
                 nurse1 taps "Rub"   expect nurse1 <- "Rub is right after all." once
                 nurse1 answers right   expect nurse1 <- "You have 100 % right"
at day 6 09:00   nurse3 joins   nurse3 taps "Continue"   expect nurse3 <- "Will you take this course?"   nurse3 taps "Yes"
                 expect nurse3 <- "May we keep your posts"
                 nurse3 taps "Yes"   expect nurse3 <- "May researchers use"
                 nurse3 taps "Yes"   expect nurse3 <- "before and after every client"
                 expect nurse3 <- "after touching the bed" between 09:00 and 10:00 once
