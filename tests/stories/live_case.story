# A live case in a room: an invitation a day and an hour before, cues minutes apart, words that go round at once among those who
# are here, and the whole in one digest for who was away.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 10:00   everybody says "MENU"
at day 2 13:59   expect everybody <- "A live meeting of your group, here on WhatsApp: 7 January 2026 at 14:00, 12 minutes" between 14:00 and 14:10 once
at day 2 14:30   nurse1 taps "I will come"   expect nurse1 <- "We remind you an hour before"
                 nurse4 taps "I cannot come"   expect nurse4 <- "you cannot come"
at day 3 10:00   everybody says "MENU"   mercy says "CARD"
at day 3 12:59   expect nurse1 <- "It begins at 14:00 and lasts 12 minutes" between 13:00 and 13:10 once
                 expect no message to nurse4 until 13:50
at day 3 13:50   nurse1 taps "I am here"   expect nurse1 <- "You are in. It comes to you when it begins"
at day 3 13:59   expect everybody <- "It begins now and lasts until 14:12" between 14:00 and 14:01 once
                 expect everybody <- "does not cry. What do you do" between 14:00 and 14:01 once
                 nurse2 taps "I am here"   expect nurse2 <- "comes to you at once"
                 nurse2 quotes "What do you do" with "I would dry the baby first."
                 expect nurse2 <- "Sent to your group at once"
                 expect nurse1 <- "#1 nurse2 (peer): I would dry the baby first." between 14:00 and 14:02 once
                 nurse1 says "#1 And call for help."
                 expect nurse2 <- "And call for help." between 14:02 and 14:03 once
                 expect everybody <- "How many breaths a minute?" between 14:03 and 14:04 once
                 nurse1 taps "40"
                 nurse1 says "I would look at the colour too."   nurse1 taps "Share with group"
                 expect nurse2 <- "look at the colour too" between 14:04 and 14:05 once
                 coordinator does live.sign cue=m1l.cue3   expect told "coordinator"
                 expect everybody <- "40 breaths a minute with a mask that fits" between 14:06 and 14:07 once
                 expect everybody <- "Signed by coordinator, coordinator" between 14:06 and 14:07 once
                 expect everybody <- "change on your ward tomorrow" between 14:09 and 14:10 once
                 expect everybody <- "A baby who does not cry* is over" between 14:12 and 14:13 once
at day 3 14:14   nurse2 quotes "change on your ward" with "I will check the masks."
at day 3 18:00   everybody reads
                 expect nurse1 <- "check the masks" between 18:30 and 18:45 once
                 expect nurse3 <- "#1 nurse2 (peer): I would dry the baby first." between 18:30 and 18:45 once
                 expect nurse3 <- "check the masks" between 18:30 and 18:45 once
                 expect nurse4 <- "And call for help." between 18:30 and 18:45 once
                 expect nobody <- "follows: it is posted"
