# She says herself which name her certificate will bear, until it is issued. What was wrong is corrected by a coordinator,
# and a new paper comes.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 09:00   nurse1 says "NAME Rudo Chikafu"   expect nurse1 <- "Your group sees you as Rudo Chikafu"
                 expect nurse1 <- "with which you were enrolled: nurse1. Shall it bear the new one?"
                 nurse1 taps "On my certificate"   expect nurse1 <- "will bear the name Rudo Chikafu"
                 nurse2 says "NAME Tari"   expect nurse2 <- "Your group sees you as Tari"
at day 2 09:30   coordinator does learner.name learner=nurse1 name=" "   expect refused "one line"
                 coordinator does learner.name learner=nurse2 name="Tariro Moyo" dry_run=yes   expect told "nurse2"
                 coordinator does learner.name learner=nurse2 name="Tariro Moyo"   expect told "Tariro Moyo"
                 coordinator does certificate.issue learner=nurse1 reason="Sat the test on paper."   expect told "Rudo Chikafu"
                 expect nurse1 <- "Here is your certificate" once
                 nurse1 says "NAME Rudo Moyo"   expect nurse1 <- "Your group sees you as Rudo Moyo from now on."
                 nurse1 taps "On my certificate"   expect nurse1 <- "was issued already"
                 coordinator does learner.name learner=nurse1 name="Rudo Chikafu-Moyo"   expect told "reissue"
                 coordinator does certificate.reissue code=nurse1.certificate   expect told "Rudo Chikafu-Moyo"
