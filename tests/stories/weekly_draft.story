# On the first morning of the second week the facilitator gets a draft about the first: she sends it in words of her own. Nothing
# went to the group by itself, and what a learner has reported is not repeated.
course story   cohort start 2026-01-05 zone Africa/Harare cap 12
learners nurse1 nurse2 nurse3
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   rudo says "card"
                 coordinator does upkeep.set name=weekly value="1"
at day 1 08:50   everybody taps "Yes"
at day 4 12:20   everybody says "MENU"
at day 4 12:35   nurse1 quotes "What stops you" with "The bottle on our ward was empty for a week."
at day 4 12:45   nurse2 quotes "What stops you" with "Who orders the soap with you?"
at day 4 12:55   nurse3 quotes "What stops you" with "Lazy people, that is all I can say."
at day 4 13:20   nurse3 says "#1 With us it was the same all of last year."   nurse2 says "REPORT #3 it insults us"
at day 6 08:00   everybody says "MENU"   rudo says "card"
at day 6 08:55   expect rudo <- "Our week 1: 3 posts by 3 of you. nurse1 was the first to write." between 09:00 and 09:10 once
at day 6 09:15   expect rudo <- "Most was answered to:\n- #1 “The bottle on our ward was empty for a week.” (1)" between 09:00 and 09:16 once
                 expect rudo <- "Still open, who knows?\n- #2 “Who orders the soap with you?”" between 09:00 and 09:16 once
                 rudo quotes "a draft about the last week" with "A good first week! Who knows where #2 gets soap?"
                 expect rudo <- "UNDO"
at day 6 09:40   rudo taps "Send"   expect rudo <- "That was dealt with already"
at day 6 12:55   expect nurse1 <- "A good first week!" between 13:00 and 13:10 once
