# A pause holds a live meeting up in the middle: nobody is asked to sign, and its script goes on where it stood. One whose day passes in a
# pause does not take place, and staff are told. The cohort's end ends a meeting, and staff are asked for no signature any more.
course live   cohort start 2026-01-05 zone Africa/Harare rooms of 2
learners nurse1 nurse2 nurse3 nurse4
staff mercy

at day 1 08:30   everybody taps "Continue"   everybody taps "Yes"
at day 3 10:00   everybody says "MENU"   mercy says "CARD"
at day 3 13:30   everybody taps "I am here"
at day 3 14:01   expect everybody <- "does not cry. What do you do" between 14:00 and 14:02 once
at day 3 14:02   coordinator does cohort.pause
                 coordinator does live.next room="1"   expect refused "paused"
                 expect no message to everybody until 14:20
at day 3 14:20   coordinator does cohort.resume
                 expect everybody <- "How many breaths a minute?" between 14:20 and 14:26 once
at day 3 14:27   expect mercy <- "nobody has signed it: it waits" between 14:25 and 14:32
                 coordinator does cohort.close
                 coordinator does live.sign room="1" cue=m1l.cue3   expect refused "closed"
                 expect nobody <- "Signed by"
at day 5 12:00   mercy says "SHEET"   expect mercy <- "No live meeting of your rooms goes on"
