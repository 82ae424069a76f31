# A learner puts a private question to a senior of her room who agreed to be asked: answered, and shared by her without the senior's name; passed on; not answered in time; held back by the guard. The facilitator has it again each time.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 boss
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does learner.role learner=boss role=senior
at day 4 09:00   everybody says "MENU"   rudo says "card"
                 boss says "SENIOR ON"   expect boss <- "noted as seniors"
                 coordinator does upkeep.set name=ask_seniors value="3"
at day 4 09:10   expect boss <- "Colleagues may have questions" between 09:00 and 09:30 once
                 nurse2 says "SENIOR ON"   expect nurse2 <- "noted as seniors"
                 boss taps "Yes, ask me"   expect boss <- "A colleague of your group may now put a question"
at day 4 09:40   nurse1 says "May I wear my mask twice?"   nurse1 taps "Ask facilitator"
                 expect nurse1 <- "went to the facilitator, not to the group.\n\nIf you like, boss gets it instead"
                 nurse1 taps "Ask a senior"   expect nurse1 <- "boss has your question"
                 expect boss <- "*nurse1*, a colleague of your group, asks you in private:\n\nMay I wear my mask twice?"
                 rudo says "queue"   expect rudo <- "Nothing waits"
at day 4 10:20   boss quotes "Reply to this message" with "Mrs Chipo Moyo, born 12.3.1991, did and coughs."   expect boss <- "it may tell who a patient is"
                 boss quotes "Reply to this message" with "Not when it is damp."   expect boss <- "nurse1 gets your answer"
                 expect nurse1 <- "You asked: May I wear my mask twice?\n\n*boss* answers:\nNot when it is damp."
                 boss quotes "Reply to this message" with "Nor when it is torn."   expect boss <- "answered this already"
                 nurse1 taps "Share with group"   expect nurse1 <- "Shared with your group"
at day 4 11:00   nurse1 says "Who counts the gloves?"   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Ask facilitator"   expect nurse1 <- "went to the facilitator"   nurse1 taps "Ask a senior"
                 expect boss <- "Who counts the gloves?"
                 nurse2 says "And the aprons, who counts them?"   expect nurse2 <- "Who should see this?"
                 nurse2 taps "Ask facilitator"   expect nurse2 <- "went to the facilitator"
at day 4 11:30   boss taps "Pass it on"   expect boss <- "it goes to the facilitator"
                 expect nurse1 <- "boss cannot answer at the moment"
                 rudo says "queue"   expect rudo <- "Who counts the gloves?"   expect rudo <- "And the aprons"
at day 4 12:10   nurse1 says "Mrs Chipo Moyo, born 12.3.1991, coughs. Mask?"   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Ask facilitator"   expect nurse1 <- "went to the facilitator"   nurse1 taps "Ask a senior"
                 expect nurse1 <- "Your question stays with the facilitator, for it may tell"
                 expect nurse2 <- "I asked a senior colleague: May I wear my mask twice?" between 13:00 and 13:10 once
at day 4 15:30   nurse2 says "Are two pairs of gloves better?"   expect nurse2 <- "Who should see this?"
                 nurse2 taps "Ask facilitator"   expect nurse2 <- "went to the facilitator"   nurse2 taps "Ask a senior"
                 expect boss <- "Are two pairs of gloves better?"
                 expect nurse2 <- "boss cannot answer at the moment" between 18:30 and 18:45 once
at day 4 18:50   boss quotes "Are two pairs" with "No."   expect boss <- "your answer was not passed on"
                 rudo says "queue"   expect rudo <- "Are two pairs of gloves better?"
at day 5 09:00   nurse1 says "Where are the bins?"   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Ask facilitator"   expect nurse1 <- "went to the facilitator"   nurse1 taps "Ask a senior"
                 boss says "SENIOR OFF"   expect boss <- "nobody is sent to you"
                 expect nurse1 <- "boss cannot answer at the moment" between 09:00 and 09:15 once
at day 5 10:30   nurse2 says "How often are the bins emptied?"   expect nurse2 <- "Who should see this?"
                 nurse2 taps "Ask facilitator"   expect nurse2 <- "went to the facilitator"
                 boss says "SENIOR ON"   nurse2 says "BLOCK boss"
                 expect nurse2 <- "Nothing passes between you"   nurse2 taps "Ask a senior"   expect nurse2 <- "That is not possible now"
expect nobody <- "did and coughs"
expect nobody <- "Nor when it is torn"
