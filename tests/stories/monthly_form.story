# A monthly form of three questions: answered in one message or by and by, wrong values are told at once with their question, words that tell of
# a client are not kept, who has not answered all is reminded a day before, corrections are taken until it closes, and next month it comes anew.
course desk   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3 guest

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
                 coordinator does learner.role learner=guest role=observer
at day 2 09:00   everybody says "MENU"
                 coordinator does form.add form=monthly text="women = date"   expect refused "line 1"
                 coordinator does form.open form=monthly due="2026-01-08 12:00"   expect refused "no form"
                 coordinator does form.add form=monthly text="title = Monthly report\nwomen = number 0-500: How many women came for a first visit?\ntests = choice yes/no: Are rapid tests in stock?\nremarks = text: What else should the district know?"
                 coordinator does form.open form=monthly due="2026-01-05 12:00"   expect refused "an hour ahead"
                 coordinator does form.open form=monthly due="2026-01-08 12:00" monthly=yes   expect told "\"people\":3"
                 coordinator does form.open form=monthly due="2026-01-08 12:00"   expect refused "was asked as"
                 expect nurse1 <- "1. How many women came for a first visit? (a number, 0 - 500)"
                 nurse1 says "1: many 2: y"   expect nurse1 <- "is no number that fits"
                 expect nurse1 <- "1 of 3 answers to *Monthly report* are kept. Still open: 1, 3."
                 nurse1 quotes "Monthly report" with "3: Mrs Chipo Moyo complains"   expect nurse1 <- "it may tell who a patient is"
                 nurse1 says "1. 12\n3. We have no gloves"   expect nurse1 <- "all 3 answers"
                 nurse1 says "1: 14"   expect nurse1 <- "all 3 answers"
                 nurse2 says "1: 7 2: no"   expect nurse2 <- "Still open: 3."
                 nurse2 says "How do others count them?"   expect nurse2 <- "Who should see this?"
at day 3 11:50   nurse2 says "MENU"   nurse3 says "MENU"
at day 3 12:00   expect nurse2 <- "*Monthly report* is due" between 12:00 and 12:15 once
                 expect nurse3 <- "Still open: 1, 2, 3." between 12:00 and 12:15 once
                 expect no message to nurse1 until 12:20
                 nurse2 quotes "Monthly report* is due" with "Nothing else"   expect nurse2 <- "all 3 answers"
at day 6 09:00   nurse1 quotes "Are rapid tests in stock" with "2: no"   expect nurse1 <- "This form is closed"
at 2026-02-06 09:10   everybody says "MENU"
                 expect nurse3 <- "2. Are rapid tests in stock?"
                 nurse3 says "1: 3"   expect nurse3 <- "1 of 3 answers"
expect nobody <- "no gloves"
expect nobody <- "Chipo"
