# Where the course allows it, a post may be shown without a name; what is not about the course is marked so, by its author or the facilitator. A senior's word waits until others have dared. An observer reads along.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 boss guest
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does learner.role learner=boss role=chief   expect refused "learner, senior or observer"
                 coordinator does learner.role learner=boss role=senior   expect told "before"
                 coordinator does learner.role learner=guest role=observer
                 coordinator does upkeep.set name=seniors_wait value="2"
at day 4 12:20   everybody says "MENU"   rudo says "card"
                 nurse2 says "ANON: may I say something?"   expect nurse2 <- "does not take posts without a name"
                 coordinator does upkeep.set name=anon value="1"
at day 4 12:35   boss quotes "What stops you" with "Discipline is what is missing."   expect boss <- "It is shown once 2 colleagues have answered"
                 guest quotes "What stops you" with "I wonder."   expect guest <- "as an observer: you read along"
                 guest says "Anybody there?"   expect guest <- "as an observer: you read along"
                 nurse1 says "who is in the group"   expect nurse1 <- "- guest, observer"
at day 4 12:40   nurse2 quotes "What stops you" with "ANON: I am afraid of the ward sister."   expect nurse2 <- "without your name"
                 nurse3 says "SOCIAL: happy birthday, nurse1!"   expect nurse3 <- "Shared with your group"
                 expect guest <- "#1 Colleague 1: I am afraid of the ward sister." between 13:00 and 13:10 once
                 expect guest <- "[social] happy birthday"
                 rudo says "posts"   expect rudo <- "#1 Colleague 1: I am afraid"
at day 4 14:00   nurse1 quotes "What stops you" with "I had pizza yesterday."   expect nurse1 <- "Shared with your group"
                 nurse3 quotes "What stops you" with "There is no time between clients."   expect nurse3 <- "Shared with your group"
at day 4 15:00   rudo says "#3 SOCIAL"   expect rudo <- "#3 is marked as not about the course"
                 expect nurse1 <- "What you wrote as #3 is now marked"
at day 4 15:30   expect guest <- "boss (peer): Discipline is what is missing." between 18:30 and 18:40 once
                 rudo says "#3 social"   expect rudo <- "dealt with already"
at day 9 09:00   rudo says "card"   expect rudo <- "4 silent, 0 stuck"
expect nobody <- "nurse2 (peer)"
expect nobody <- "I wonder."
