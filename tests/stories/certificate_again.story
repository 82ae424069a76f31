# A name was wrong on the paper: a new one comes, and the old code says so. A certificate that was given by mistake is
# revoked, and its holder is told why. Who has not met the rule gets one only with a reason.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 09:00   everybody says "MENU"
at day 2 09:30   coordinator does certificate.issue learner=nurse1   expect refused "has not met the rule"
                 coordinator does certificate.issue learner=nurse1 reason="Sat the test on paper." dry_run=yes
                 coordinator does certificate.issue learner=nurse1 reason="Sat the test on paper."
                 expect nurse1 <- "Here is your certificate" once
                 coordinator does certificate.issue learner=nurse1 reason="Again."   expect refused "already"
                 coordinator does certificate.reissue code=nurse1.certificate name="Rudo Chikafu-Moyo"
                 expect nurse1 <- "Here is your certificate"
                 coordinator does certificate.revoke code=nurse1.certificate reason="It was meant for another."
                 expect nurse1 <- "no longer valid: It was meant for another."
                 coordinator does certificate.revoke code="AAAAAA-AAAAAA-AAAAAA" reason="x"   expect refused "is no certificate code"
at day 2 10:00   nurse2 says "CPD"   expect nurse2 <- "met: 0 of 3"
