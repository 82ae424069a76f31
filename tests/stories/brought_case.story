# A learner brings a case of her own: the guard teaches, a facilitator approves it in other words, the room discusses it, a guideline note closes it. What she wrote at first nobody else sees; under which name it goes she says by a tap.
course bring   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3
staff rudo

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 09:05   nurse1 taps "Yes"   nurse2 taps "No"   nurse3 taps "Yes"
at day 2 09:50   everybody says "MENU"   rudo says "card"
at day 2 10:00   expect everybody <- "To bring a case, reply to this message"
                 nurse1 quotes "To bring a case" with "Mrs Chipo Moyo, born 12.3.1991, 0772 345 678: her wound smells after ten days."
                 expect nurse1 <- "it may tell who a patient is"
                 expect nurse1 <- "Under which name may the group see it?"
at day 2 10:20   nurse1 quotes "Which wound" with "Mrs Moyo has a wound that smells after ten days. Do I open it?"
                 expect nurse1 <- "Under which name may the group see it?"
                 nurse1 taps "My name"   expect nurse1 <- "under your name, nurse1"
                 nurse2 quotes "Which wound" with "A burn that weeps for a month."   expect nurse2 <- "a colleague"
                 nurse3 quotes "Which wound" with "It was bad."   expect nurse3 <- "A facilitator reads your case first"
                 rudo says "queue"   expect rudo <- "(case, name)"
                 expect no message to nurse3 until 10:40
at day 2 11:00   everybody says "MENU"
                 coordinator does case.approve case=nurse2.case   expect told "named\":false"
                 coordinator does case.return case=nurse3.case why="What did you do about it?"
                 coordinator does case.approve case=nurse1.case text="A client's wound smells after ten days. Does one open it?"
                 coordinator does case.approve case=nurse1.case   expect refused "it is open"
                 expect nurse1 <- "is with your group as #2; the facilitator has changed"
                 expect nurse3 <- "What did you do about it?"
                 nurse1 taps "A colleague"   expect nurse1 <- "is over"
                 nurse3 quotes "What did you do about it?" with "A cut that would not close; I cleaned it daily."   expect nurse3 <- "A facilitator reads your case first"
at day 2 13:10   expect nurse3 <- "#1 Colleague 1: A burn that weeps for a month." between 13:00 and 13:20 once
                 expect nurse3 <- "#2 nurse1 (peer): A client's wound smells" between 13:00 and 13:20 once
                 nurse3 says "#2 Open it, I would."   expect nurse3 <- "Shared with your group"
at day 3 10:00   nurse1 says "MENU"   nurse2 says "MENU"   nurse3 says "MENU"
                 coordinator does case.close case=nurse1.case note="A wound that smells is opened and cleaned the same day." grey="It does not say who opens it at a clinic without a doctor."
                 expect nurse2 <- "to #2: A wound that smells is opened"
                 coordinator does case.close case=nurse1.case note="Once more."   expect refused "it is closed"
                 coordinator does case.export   expect told "without a doctor"
at day 9 12:00   nurse2 says "MENU"   nurse2 quotes "Which wound" with "One more, late."   expect nurse2 <- "This is closed"
expect nobody <- "#1 nurse2"
