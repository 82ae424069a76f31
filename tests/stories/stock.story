# One writes what is out, another what she can give; the group reads a line without names, the two are asked apart, and only when both
# agree does each learn the other's name. What is over counts no more, a slip in the name is the same item, and another strength never.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 nurse4 guest

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does learner.role learner=guest role=observer
at day 2 09:00   nurse1 says "STOCK Amoxicillin 250 mg, 0, Mpilo clinic"   expect nurse1 <- "Who should see this?"
                 nurse1 says "STOCK"   expect nurse1 <- "does not collect"
                 coordinator does upkeep.set name=stock value="14"
                 coordinator does upkeep.set name=stock value="999"   expect refused "from 0 to 180"
at day 2 09:30   nurse1 says "STOCK"   expect nurse1 <- "STOCK Amoxicillin 250 mg, 0, Mpilo clinic (0: none is left)"
                 nurse1 says "STOCK cards are missing"   expect nurse1 <- "the item, how many, the facility"
                 nurse1 says "Stock cards were checked 3 times this month"   expect nurse1 <- "Who should see this?"
                 nurse1 says "STOCK Amoxicillin 250 mg 0"   expect nurse1 <- "Which facility?"
                 nurse1 says "STOCK Amoxicillin 250 mg, 0, Mpilo clinic"   expect nurse1 <- "Noted: no Amoxicillin 250 mg at Mpilo clinic"
                 nurse4 says "STOCK Amoxicillin 500 mg 40 Rusape"   expect nurse4 <- "Noted: 40 Amoxicillin 500 mg to give at Rusape"
                 nurse4 taps "Take it back"   expect nurse4 <- "at Rusape is taken back"
                 nurse4 taps "Take it back"   expect nurse4 <- "something that is over"
                 guest says "STOCK ORS 3 Rusape"   expect guest <- "as an observer"
                 nurse3 says "STOCK Mrs Chipo Moyo 0 Mpilo"   expect nurse3 <- "This was not noted"
                 expect no message to nurse2 until 10:00
at day 2 10:05   nurse2 says "stock amoxycilin 250mg 30 boxes Rusape hospital"
                 expect nurse2 <- "Noted: 30 Amoxicillin 250 mg to give at Rusape hospital"
                 expect nurse2 <- "has no Amoxicillin 250 mg, at Mpilo clinic"
                 expect nurse1 <- "can give 30 Amoxicillin 250 mg, at Rusape hospital"
                 nurse1 taps "Yes, our names"   expect nurse1 <- "As soon as your colleague says yes too"
                 nurse1 taps "Yes, our names"   expect nurse1 <- "something that is over"
at day 2 11:00   nurse2 taps "Yes, our names"   expect nurse2 <- "your colleague is nurse1, at Mpilo clinic (none)"
                 expect nurse1 <- "your colleague is nurse2, at Rusape hospital (30)"
                 nurse2 says "STOCK Amoxicillin 250 mg, 25, Rusape hospital"   expect nurse2 <- "now 25"
at day 2 12:50   everybody says "MENU"
at day 2 13:20   expect nurse3 <- "Stock: no Amoxicillin 250 mg at Mpilo clinic." between 13:00 and 13:30 once
                 expect nurse3 <- "Stock: 30 Amoxicillin 250 mg to give at Rusape hospital." between 13:00 and 13:30 once
at day 2 14:00   nurse3 says "STOCK: Amoxicillin 250 mg, none, Beatrice Road"   expect nurse3 <- "Noted: no Amoxicillin"
                 expect nurse2 <- "at Beatrice Road"   expect nurse3 <- "can give 25"
                 nurse2 taps "No"   expect nurse2 <- "Your name is not told"
                 nurse3 taps "Yes, our names"   expect nurse3 <- "cannot do anything at the moment"
at day 2 15:00   nurse4 says "STOCK Amoxicillin 250 mg, 0, Gutu"   expect nurse4 <- "can give 25"   expect nurse2 <- "at Gutu"
                 nurse4 taps "Yes, our names"   expect nurse4 <- "As soon as your colleague says yes too"
                 nurse2 taps "No"   expect nurse2 <- "Your name is not told"
                 expect nurse4 <- "cannot do anything at the moment"
at day 18 10:00  everybody says "MENU"
                 nurse4 says "STOCK Amoxicillin 250 mg 0 Gweru"   expect nurse4 <- "Noted: no Amoxicillin 250 mg at Gweru"
expect nobody <- ", at Gweru"
expect nobody <- "Chipo"
expect nobody <- "colleague in your course has no Amoxicillin 500"
expect nobody <- "nurse1 (peer): Stock"
