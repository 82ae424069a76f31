/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.h - a few nurses in the course of the stories, played by engine and platform in one process: what the tests of
 * turns, crashes, clocks and full disks have in common. */
#pragma once
#include "stage_priv.h"

#define SCENE_START 20458 /* Monday 2026-01-05 */
#define SCENE_LEARNERS 3

typedef struct {
    const char *course; /* a folder of tests/data; NULL: course-story */
    char *dir, *media;
    CoursePackage *package;
    Cohort *cohort;
    Stage *stage;
    guint seen[SCENE_LEARNERS];     /* bubbles that the people have answered */
    int64_t talked[SCENE_LEARNERS]; /* when each wrote to the room, or 0 */
} Scene;
void scene_clear(Scene *scene);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

/* 08:00 of course day 1, when the first step is due. */
int64_t scene_morning(void);
/* An hour before that, on a database that is new or was left by another scene. */
bool scene_open(Scene *scene, const char *database, const char *vfs, GError **error);
/* Enrols those who are not enrolled. */
bool scene_enrol(Scene *scene, GError **error);
/* A person who reads all and answers at once, always alike: to each question, however often it is asked and in whatever
 * order its options stand, the same option. One replies to the prompt, one writes to the course and taps Share with
 * group, the third is tired of it after the case and writes STOP. */
StagePeople scene_people;
/* Plays on until `end`; `people` may be NULL. */
bool scene_play(Scene *scene, int64_t end, StagePeople *people, GError **error);
