# A skills day at the hospital: announced days ahead, asked who comes, reminded a day and an hour before. Who was there sends the
# number that is shown at the place, or the facilitator marks her; only who was there has done it for the certificate.
course event   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 08:59   expect nurse1 <- "Bring your own gloves" between 09:00 and 09:20 once
                 expect everybody <- "When: 8 January 2026, 14:00 to 16:00 (Africa/Harare)\nWhere: Hall 2, Harare Hospital"
                 nurse1 taps "I will come"   expect nurse1 <- "we count on you"
                 nurse2 taps "I cannot come"   expect nurse2 <- "you cannot come"
                 nurse3 taps "I cannot come"   nurse3 taps "Perhaps"   expect nurse3 <- "Noted: perhaps"
                 nurse1 says "HERE 1234"   expect nurse1 <- "No event is on"
                 nurse1 says "HERE we have no gloves"   expect nurse1 <- "Who should see this?"
                 facilitator does event.attend event=m1e learner=nurse1   expect refused "from an hour before"
at day 3 13:30   everybody says "MENU"
at day 3 13:50   expect nurse1 <- "Coming up: Skills day" between 14:00 and 14:15 once
                 expect no message to nurse2 until 14:20
at day 4 12:30   everybody says "MENU"
at day 4 12:50   expect nurse3 <- "Coming up: Skills day" between 13:00 and 13:15 once
at day 4 14:00   nurse2 says "HERE 0001"   nurse2 says "HERE 0002"   nurse2 says "HERE 0003"   nurse2 says "HERE 0004"
                 nurse2 says "HERE 0005"
at day 4 14:05   nurse2 says "HERE 2340"   expect nurse2 <- "wrong too often today" once
                 nurse1 says "Here 0000"   expect nurse1 <- "not the number"
                 nurse1 says "HERE 2340"   expect nurse1 <- "noted as present at Skills day"
                 nurse3 taps "I cannot come"   expect nurse3 <- "something that is over"
                 facilitator does event.attend event=m1e learner=nurse3   expect told "present"
                 facilitator does event.attend event=nix learner=nurse3   expect refused "no event"
at day 4 20:00   nurse1 says "CPD"   expect nurse1 <- "Here is your certificate"
at day 5 09:00   nurse2 says "CPD"   expect nurse2 <- "Skills day"
                 facilitator does event.attend event=m1e learner=nurse2
at day 5 10:00   nurse2 says "CPD"   expect nurse2 <- "Here is your certificate"
