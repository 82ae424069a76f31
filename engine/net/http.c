/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http.h"

void http_request_free(HttpRequest *request)
{
    if (!request)
        return;
    g_free(request->method);
    g_free(request->path);
    g_free(request->bearer);
    g_free(request->basic);
    g_free(request->xapi);
    g_free(request->content_type);
    g_free(request->file_name);
    g_free(request->signature);
    g_clear_pointer(&request->body, g_bytes_unref);
    g_clear_pointer(&request->fields, g_ptr_array_unref);
    g_free(request);
}

void http_response_free(HttpResponse *response)
{
    if (!response)
        return;
    g_clear_pointer(&response->body, g_bytes_unref);
    g_free(response->reason);
    g_free(response);
}
