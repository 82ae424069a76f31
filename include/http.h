/* SPDX-License-Identifier: GPL-3.0-or-later */
/* http.h - an HTTP exchange as data: what is asked, how it ended; and the transport that carries it. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* How an exchange ended, as the ambiguous-send rules need it. */
typedef enum {
    HTTP_DONE,       /* a complete response: status and body are set */
    HTTP_NEVER_LEFT, /* the peer cannot have acted: no connection, or it broke before the last byte of the body was
                        handed over */
    HTTP_UNKNOWN,    /* the whole body was handed over and no complete response came */
    HTTP_ENDS
} HttpEnd;

typedef struct {
    int64_t id;   /* the caller's, comes back in the response */
    char *method; /* "GET", "POST", "DELETE" */
    char *path;   /* from "/" on, with query; the transport knows the host */
    char *bearer; /* token, or NULL; never logged */
    char *basic;  /* "name:password" for Authorization: Basic, or NULL; never logged */
    char *xapi;   /* X-Experience-API-Version, or NULL */
    char *content_type;
    GBytes *body;      /* or NULL */
    char *file_name;   /* multipart upload: the body is the file part; the fields are sent beside it */
    GPtrArray *fields; /* multipart: char * name, value, name, value ...; or NULL */
    char *signature;   /* X-Hub-Signature-256, as a platform sends it; or NULL */
} HttpRequest;

typedef struct {
    int64_t id;
    HttpEnd end;
    int status;
    GBytes *body;
    char *reason; /* a sentence when end is not HTTP_DONE */
} HttpResponse;

void http_request_free(HttpRequest *request);
void http_response_free(HttpResponse *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpRequest, http_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpResponse, http_response_free)

/* Carries requests without blocking: the real network, or the simulated platform in process. */
typedef struct HttpTransport HttpTransport;
struct HttpTransport {
    /* Takes the request. */
    void (*submit)(HttpTransport *transport, HttpRequest *request);
    /* Appends HttpResponse * that have come (given); returns how many. */
    guint (*drain)(HttpTransport *transport, GPtrArray *responses);
    /* Takes back a request that has not left yet: true, and no response will come. */
    bool (*recall)(HttpTransport *transport, int64_t id);
    /* Requests submitted whose responses have not been drained. */
    guint (*in_flight)(HttpTransport *transport);
    void (*free)(HttpTransport *transport);
};
