# Learners talk in pairs that the engine has formed; what one writes goes to the others at once, and to nobody else. Of five,
# three are together. Who is silent for two course days is let go, and her partner gets other company; when she writes again
# she is taken in.
course rooms   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4 nurse5

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 15:00   everybody says "MENU"
at day 5 11:59   expect nurse1 <- "You talk about this with nurse4 and nurse5 only" between 12:00 and 12:10 once
                 expect nurse2 <- "You talk about this with nurse3 only" between 12:00 and 12:10 once
at day 5 12:30   nurse1 quotes "stood in the way" with "The bottle on our ward was empty for a week."
                 expect nurse1 <- "Sent to nurse4 and nurse5 only" once
                 expect nurse4 <- "*nurse1:* The bottle on our ward was empty" once
                 expect nurse5 <- "*nurse1:* The bottle on our ward was empty" once
                 nurse4 quotes "was empty for a week" with "Who orders it with you?"
                 expect nurse1 <- "*nurse4:* Who orders it" once   expect nurse5 <- "*nurse4:* Who orders it" once
                 nurse5 quotes "stood in the way" with "Mrs Moyo in bed 4 told me to go away."
                 expect nurse5 <- "a facilitator will look at it"
                 facilitator rejects 1
at day 6 10:00   nurse2 says "On our ward the tap is broken since June."   nurse2 taps "Share with partner"
                 expect nurse2 <- "Sent to nurse3 only"
at day 7 10:30   nurse1 says "MENU"   nurse2 says "MENU"   nurse4 says "MENU"   nurse5 says "MENU"
at day 7 11:58   expect nurse2 <- "You now talk about this with nurse5" between 12:00 and 12:10 once
                 expect nurse1 <- "You now talk about this with nurse4:" between 12:00 and 12:10 once
at day 7 12:20   nurse2 quotes "stood in the way" with "Is your tap broken too?"   expect nurse5 <- "*nurse2:* Is your tap"
at day 7 12:30   nurse3 quotes "stood in the way" with "I was away, here is mine: no towel."
                 expect nurse3 <- "You now talk about this with"
                 expect nurse3 <- "Sent to nurse"
                 coordinator does learner.withdraw learner=nurse1 reason="Left the district."
                 expect nurse4 <- "You now talk about this with"
