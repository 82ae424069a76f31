# A senior who does not let her words be kept is asked in private, and the learner shows question and answer to the group: once all have
# had that post and somebody has answered it, its words are erased like those of any post that may not be kept, although the learner lets hers be.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 boss
staff rudo

at day 1 08:30   everybody taps "Continue"   nurse1 taps "Yes"   nurse2 taps "Yes"   boss taps "Yes"
                 expect everybody <- "May we keep your posts"   nurse1 taps "Yes"   nurse2 taps "Yes"   boss taps "No"
                 coordinator does learner.role learner=boss role=senior
                 coordinator does upkeep.set name=ask_seniors value="3"
at day 4 09:00   everybody says "MENU"   boss says "SENIOR ON"
at day 4 09:40   nurse1 says "May I wear my mask twice?"   nurse1 taps "Ask facilitator"
                 expect nurse1 <- "boss gets it instead"   nurse1 taps "Ask a senior"
                 expect boss <- "May I wear my mask twice?"
                 boss quotes "Reply to this message" with "Not when it is damp."   expect nurse1 <- "Not when it is damp."
                 nurse1 taps "Share with group"   expect nurse1 <- "Shared with your group"
at day 4 11:00   nurse2 says "It ought to be written on the door."   nurse2 taps "Share with group"   expect nurse2 <- "Shared with your group"
at day 4 12:59   expect nurse2 <- "#1 nurse1 (peer): I asked a senior colleague: May I wear my mask twice?" between 13:00 and 13:10 once
at day 4 14:00   nurse2 says "#1 I did not know."   expect nurse2 <- "Shared with your group"
at day 5 09:00   everybody says "MENU"
at day 5 12:00   nurse1 says "WELL DONE 2"   expect nurse2 <- "thanks you for #2: “It ought to be"
                 nurse2 says "WELL DONE 1"   expect nurse1 <- "thanks you for your post #1."
