# The group is thanked when everybody has written something: in the morning, without names. After the first week its facilitator
# hears that one alone carries the talk, fewer than the floor that the cohort has set, and what helps.
course story   cohort start 2026-01-05 zone Africa/Harare cap 12
learners nurse1 nurse2 nurse3 nurse4
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   rudo says "card"
                 coordinator does upkeep.set name=milestones value="1"   coordinator does upkeep.set name=core_floor value="3"
                 coordinator does upkeep.set name=anon value="1"
                 coordinator does upkeep.set name=core_floor value="99"   expect refused "0 to 50"
at day 4 12:20   everybody says "MENU"
at day 4 12:35   nurse1 quotes "What stops you" with "The bottle on our ward was empty for a week."
                 nurse2 quotes "What stops you" with "There is no time between two clients."
at day 4 15:00   nurse1 quotes "What stops you" with "And nobody knows who orders the next one."
                 nurse3 quotes "What stops you" with "Our tap has been broken since June."
                 nurse4 quotes "What stops you" with "ANON: I am afraid of the ward sister."
at day 5 08:45   expect everybody <- "Everybody in your group has written something by now" between 09:00 and 09:10 once
# Who has left is no candidate for anything, and who wrote without her name is not named by this either.
at day 5 10:00   coordinator does learner.withdraw learner=nurse3 reason="Has left the ward."
at day 6 08:00   rudo says "card"
at day 6 08:50   expect rudo <- "1 wrote 2 posts or more in the last 7 days" between 09:00 and 09:10 once
at day 6 09:12   expect rudo <- "Close to it: nurse2." between 09:00 and 09:15 once
