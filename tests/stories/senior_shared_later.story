# What a senior answered cannot be shown to the group while its asker only reads: once she takes part again, she taps the same button again, and it goes once.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 boss
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does learner.role learner=boss role=senior
                 coordinator does upkeep.set name=ask_seniors value="3"
at day 4 09:00   everybody says "MENU"   boss says "SENIOR ON"
at day 4 09:40   nurse1 says "May I wear my mask twice?"   nurse1 taps "Ask facilitator"
                 expect nurse1 <- "boss gets it instead"   nurse1 taps "Ask a senior"
                 expect boss <- "May I wear my mask twice?"
                 boss quotes "Reply to this message" with "Not when it is damp."   expect nurse1 <- "Not when it is damp."
at day 4 09:50   coordinator does learner.role learner=nurse1 role=observer
                 nurse1 taps "Share with group"   expect nurse1 <- "observer"
                 coordinator does learner.role learner=nurse1 role=learner
                 nurse1 taps "Share with group"   expect nurse1 <- "Shared with your group"
                 expect nurse2 <- "I asked a senior colleague: May I wear my mask twice?" between 13:00 and 13:10 once
