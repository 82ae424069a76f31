# Where a cohort has a social channel, what is marked SOCIAL comes in a digest of its own, after the work, to those who want it. It is no part of any count.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
# Without the channel, SOCIAL: marks a post and nothing more.
                 nurse1 says "SOCIAL OFF"   expect nurse1 <- "Your group has one channel only"
                 nurse1 says "SOCIAL"   expect nurse1 <- "your group reads it as not about the course"
                 coordinator does upkeep.set name=social value="1"
                 nurse1 says "SOCIAL"   expect nurse1 <- "in a digest of its own"
at day 4 12:35   nurse1 says "SOCIAL: happy birthday, nurse3!"   expect nurse1 <- "Shared with your group"
                 nurse2 quotes "What stops you" with "There is no time between clients."   expect nurse2 <- "Shared with your group"
                 nurse1 says "SOCIAL: there is cake in the tea room."   expect nurse1 <- "Shared with your group"
# The work first, and in its own digest nothing else.
                 expect nurse3 <- "There is no time between clients." between 13:00 and 13:10 once
                 expect nurse3 <- "*Beside the course, your group has written* (2 posts)" between 13:00 and 13:10 once
at day 4 13:10   nurse3 says "#1 Thank you all, I shall come for the cake!"   expect nurse3 <- "Shared with your group"
                 nurse2 says "no social"   expect nurse2 <- "You get nothing of the social channel any more"
at day 4 15:00   nurse1 quotes "What stops you" with "The rub is empty by noon."   expect nurse1 <- "Shared with your group"
                 expect nurse1 <- "I shall come for the cake!" between 18:30 and 18:40 once
                 expect nurse2 <- "The rub is empty by noon." between 18:30 and 18:40 once
at day 5 08:00   nurse2 says "social on"   expect nurse2 <- "You get the social channel again, from now on"
                 nurse1 says "SOCIAL: who has found my umbrella?"   expect nurse1 <- "Shared with your group"
                 expect nurse2 <- "who has found my umbrella?" between 13:00 and 13:10 once
# The channel is closed: what was shared while it was open goes out all the same, but to nobody who leaves now.
at day 5 15:00   nurse3 says "MENU"
                 nurse1 says "SOCIAL: the umbrella was in the bus."   expect nurse1 <- "Shared with your group"
at day 5 15:10   coordinator does upkeep.set name=social value="0"
# A question of the practice is open, and still this is no answer to it.
                 nurse2 says "SOCIAL OFF"   expect nurse2 <- "You get nothing of the social channel any more"
at day 5 15:20   expect nurse3 <- "the umbrella was in the bus" between 18:30 and 18:40 once
                 expect no message to nurse2 until day 5 20:00
at day 5 20:00   nurse3 says "SOCIAL OFF"   expect nurse3 <- "Your group has one channel only"
expect nobody <- "[social]"
