/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX's own locks rather than GLib's: a thread sanitizer sees them. */
#include "beside.h"

#include <pthread.h>
#include <stdbool.h>

typedef enum { RESTS, WANTED, WORKS, ENDS } State;

struct Beside {
    void (*work)(gpointer data);
    gpointer data;
    pthread_t thread;
    pthread_mutex_t lock; /* of the state */
    pthread_cond_t changed;
    State state;
    bool started; /* the thread; known to the caller's side only, as is begun */
    bool begun;
};

Beside *beside_new(void (*work)(gpointer data), gpointer data)
{
    Beside *beside = g_new0(Beside, 1);
    beside->work = work;
    beside->data = data;
    pthread_mutex_init(&beside->lock, NULL);
    pthread_cond_init(&beside->changed, NULL);
    return beside;
}

static void *run(void *data)
{
    Beside *beside = data;
    pthread_mutex_lock(&beside->lock);
    while (beside->state != ENDS) {
        if (beside->state == RESTS) {
            pthread_cond_wait(&beside->changed, &beside->lock);
            continue;
        }
        beside->state = WORKS;
        pthread_mutex_unlock(&beside->lock);
        beside->work(beside->data);
        pthread_mutex_lock(&beside->lock);
        beside->state = RESTS;
        pthread_cond_signal(&beside->changed);
    }
    pthread_mutex_unlock(&beside->lock);
    return NULL;
}

static void change(Beside *beside, State state)
{
    pthread_mutex_lock(&beside->lock);
    beside->state = state;
    pthread_cond_signal(&beside->changed);
    pthread_mutex_unlock(&beside->lock);
}

void beside_begin(Beside *beside)
{
    g_assert(!beside->begun);
    beside->begun = true;
    change(beside, WANTED);
    if (!beside->started)
        beside->started = pthread_create(&beside->thread, NULL, run, beside) == 0;
}

/* Where processors are busy the thread may not even have woken, and where the system's limit of threads is reached
 * there is none: then the work is done here instead. */
void beside_wait(Beside *beside)
{
    if (!beside->begun)
        return;
    pthread_mutex_lock(&beside->lock);
    bool untouched = beside->state == WANTED;
    if (untouched)
        beside->state = RESTS;
    while (beside->state == WORKS)
        pthread_cond_wait(&beside->changed, &beside->lock);
    pthread_mutex_unlock(&beside->lock);
    if (untouched)
        beside->work(beside->data);
    beside->begun = false;
}

void beside_free(Beside *beside)
{
    if (!beside)
        return;
    beside_wait(beside);
    if (beside->started) {
        change(beside, ENDS);
        pthread_join(beside->thread, NULL);
    }
    pthread_cond_destroy(&beside->changed);
    pthread_mutex_destroy(&beside->lock);
    g_free(beside);
}
