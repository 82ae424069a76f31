# A private question is answered privately, once; the room hears nothing of it. One that was asked in the room is answered there.
course story   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 1 09:00   nurse1 says "May I rub with torn gloves?"   expect nurse1 <- "Who should see this?"
                 nurse1 taps "Ask facilitator"   expect nurse1 <- "went to the facilitator"
at day 1 10:00   facilitator does reply question=nurse1.question text="Never, change them first."
                 expect nurse1 <- "*The facilitator answers:* Never, change them first." once
                 facilitator does reply question=nurse1.question text="Again."   expect refused "was answered at"
at day 4 12:20   everybody says "MENU"
at day 4 12:29   expect everybody <- "What stops you from cleaning hands?"
                 nurse2 quotes "What stops you" with "How long must I rub?"   expect nurse2 <- "Shared with your group"
at day 4 15:00   facilitator does reply question=nurse2.post text="Until your hands are dry."
                 expect everybody <- "Facilitator to #1: Until your hands are dry." once
expect nobody <- "torn gloves"
