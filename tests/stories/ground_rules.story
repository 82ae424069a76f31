# A group agrees on rules of its own: they are proposed, everybody votes by a tap, most say yes. RULES shows them at any time; who
# joins later is shown them and asked. Nobody learns who said no, and who said it stays.
course together   cohort start 2026-01-05 zone Africa/Harare cap 12
learners nurse1 nurse2 nurse3
late nurse4
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"   rudo says "card"
                 nurse1 says "rules"   expect nurse1 <- "has no ground rules of its own"
at day 2 09:30   nurse1 says "MENU"   nurse2 says "MENU"   nurse3 says "MENU"   rudo says "card"
at day 2 09:45   coordinator does rules.propose text="1. No names of clients.\n2. Silence after 20:00." hours=6   expect told "people"
                 expect nurse1 <- "No names of clients." once   expect nurse2 <- "may change it until 2026-01-06 15:45" once
                 coordinator does rules.propose text="Other."   expect refused "one vote at a time"
at day 2 10:05   nurse1 taps "Yes"   nurse2 taps "No"   nurse3 taps "No"
                 expect nurse3 <- "your answer is counted"
at day 2 10:30   nurse2 taps "Yes"   expect nurse2 <- "your answer is counted"
at day 2 15:40   expect nurse3 <- "The group has agreed" between 15:45 and 15:55 once
                 expect rudo <- "2 yes, 1 no. They hold" between 15:45 and 15:55 once
at day 2 16:00   nurse3 says "RULES"   expect nurse3 <- "Do you agree to keep these rules?"
                 nurse1 says "ground rules"   expect nurse1 <- "You agreed to them on 6 January 2026"
at day 3 09:01   nurse4 joins  
at day 3 09:10   nurse4 taps "Continue"   nurse4 taps "Yes"
                 expect nurse4 <- "Silence after 20:00." once
at day 3 09:30   nurse4 taps "Yes"   expect nurse4 <- "Thank you"
