# A live meeting led from a phone: LIVE begins it early, SHEET says what is next, who is silent and who talks; a tap asks somebody
# silent (not one who has left since), another brings what is next, once, however often it is tapped; SIGN shows the prepared answer, a reply changes it, and only her tap signs it.
course live   cohort start 2026-01-05 zone Africa/Harare
learners nurse1 nurse2 nurse3
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 2 10:00   mercy says "LIVE"   expect mercy <- "No live meeting of your rooms goes on or is planned for today"
at day 3 10:00   everybody says "MENU"   mercy says "SHEET"
                 expect mercy <- "*A baby who does not cry* (room 1): begins at 2026-01-07 14:00"
at day 3 13:40   nurse1 taps "I am here"   mercy says "LIVE"   expect mercy <- "It begins now. Write SHEET"
                 expect everybody <- "It begins now and lasts until 13:5" between 13:40 and 13:41 once
                 nurse2 quotes "What do you do" with "Dry the baby. Who has a mask of size 0?"
                 mercy says "SHEET"   expect mercy <- "2 of 3 are here."
                 expect mercy <- "How many breaths a minute?"
                 expect mercy <- "Silent: 2. Open questions: 1 (QUEUE). Talk: nurse2 100 %"
                 mercy taps "Next now"   expect mercy <- "It comes now."
                 expect everybody <- "How many breaths a minute?" between 13:40 and 13:42 once
                 mercy taps "Next now"   expect mercy <- "what comes next by now is m1l.cue3, not m1v"
                 mercy taps "nurse3"   expect mercy <- "nurse3 was asked, privately"
                 expect nurse3 <- "your group is working on a case together just now"
                 mercy says "SIGN"   expect mercy <- "goes out only with a signature"
                 mercy quotes "40 breaths a minute" with "Point 1: keep her warm and look at her chest again. Point 2: keep her warm and look at her chest again. Point 3: keep her warm and look at her chest again. Point 4: keep her warm and look at her chest again. Point 5: keep her warm and look at her chest again. Point 6: keep her warm and look at her chest again. Point 7: keep her warm and look at her chest again. Point 8: keep her warm and look at her chest again. Point 9: keep her warm and look at her chest again. Point 10: keep her warm and look at her chest again. Point 11: keep her warm and look at her chest again. Point 12: keep her warm and look at her chest again. Point 13: keep her warm and look at her chest again. Point 14: keep her warm and look at her chest again. Point 15: keep her warm and look at her chest again. Point 16: keep her warm and look at her chest again. Then call the doctor of the ward."
                 expect mercy <- "chest again. Then call the doctor of the ward."
                 expect mercy <- "would be posted instead, with your name under them. Read them to their end"
                 mercy quotes "call the doctor of the ward" with "Dry her, then 40 breaths, with a mask of size 1."
                 expect mercy <- "This would be posted instead, with your name under it:\n\nDry her, then 40 breaths"
                 mercy taps "Sign it"   expect mercy <- "It is posted with your name at its time"
at day 3 13:44   expect everybody <- "Dry her, then 40 breaths, with a mask of size 1.\n\n✓ Signed by mercy, facilitator" between 13:44 and 13:45 once
                 mercy says "SIGN"   expect mercy <- "No prepared answer of a live meeting waits"
                 nurse3 says "STOP"   expect nurse3 <- "no more messages from this course"
                 mercy taps "nurse3"   expect mercy <- "the learner has left with STOP"
                 mercy says "LIVE END"   expect mercy <- "The meeting ends now"
                 expect nurse1 <- "A baby who does not cry* is over" between 13:44 and 13:46 once
                 expect nurse2 <- "A baby who does not cry* is over" between 13:44 and 13:46 once
                 mercy says "SHEET"   expect mercy <- "No live meeting of your rooms goes on"
                 expect nobody <- "change on your ward"
