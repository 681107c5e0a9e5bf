/* A disk that forgets: beside each database file stands a shadow that gets what was written only when it is synced.
 *
 * Preloaded into a server (LD_PRELOAD), with POWER_CUT naming the folder to watch. After the server is killed, the
 * shadows are what a machine would find whose power went away at that moment: every write after the last fsync is gone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct change { off_t at; size_t size; int cut; struct change *next; char data[]; };
struct file { char path[PATH_MAX]; int shadow; struct change *first, *last; };

static struct file files[16];
static int known;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_truncate)(int, off_t);
static int (*real_sync)(int), (*real_datasync)(int);

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_truncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_sync = dlsym(RTLD_NEXT, "fsync");
    real_datasync = dlsym(RTLD_NEXT, "fdatasync");
}

static void copy(const char *from, int to) {
    char block[65536];
    ssize_t size;
    off_t at = 0;
    int source = open(from, O_RDONLY);
    while ((size = read(source, block, sizeof block)) > 0) { real_pwrite(to, block, size, at); at += size; }
    close(source);
}

static struct file *watched(int fd) {
    char link[64], path[PATH_MAX], shadow[PATH_MAX + 8], making[PATH_MAX + 8];
    const char *folder = getenv("POWER_CUT");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (!folder || size < 0) return NULL;
    path[size] = 0;
    const char *dot = strrchr(path, '.');
    if (strncmp(path, folder, strlen(folder)) || !dot || strncmp(dot, ".sqlite3", 8) || strstr(dot, "-shm")) return NULL;
    for (int n = 0; n < known; n++) if (!strcmp(files[n].path, path)) return &files[n];
    if (known == 16) return NULL;
    struct file *found = &files[known++];
    strcpy(found->path, path);
    snprintf(shadow, sizeof shadow, "%s.shadow", path);
    snprintf(making, sizeof making, "%s.making", path);
    found->shadow = open(making, O_RDWR | O_CREAT | O_TRUNC, 0600);
    copy(path, found->shadow);
    rename(making, shadow); /* whole or not there: a kill may come while a large file is copied */
    return found;
}

static void note(int fd, const void *data, size_t size, off_t at, int cut) {
    struct file *found = watched(fd);
    if (!found) return;
    struct change *one = malloc(sizeof *one + size);
    one->at = at; one->size = size; one->cut = cut; one->next = NULL;
    if (size) memcpy(one->data, data, size);
    if (found->last) found->last->next = one; else found->first = one;
    found->last = one;
}

static void settle(int fd) {
    struct file *found = watched(fd);
    while (found && found->first) {
        struct change *one = found->first;
        if (one->cut) real_truncate(found->shadow, one->at);
        else real_pwrite(found->shadow, one->data, one->size, one->at);
        found->first = one->next;
        free(one);
    }
    if (found) found->last = NULL;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
    pthread_mutex_lock(&turn);
    struct file *found = watched(fd); /* the shadow begins before the first change */
    ssize_t written = real_pwrite(fd, data, size, at);
    if (found && written > 0) note(fd, data, written, at, 0);
    pthread_mutex_unlock(&turn);
    return written;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

int ftruncate64(int fd, off_t at) {
    pthread_mutex_lock(&turn);
    struct file *found = watched(fd);
    int result = real_truncate(fd, at);
    if (found && !result) note(fd, NULL, 0, at, 1);
    pthread_mutex_unlock(&turn);
    return result;
}
int ftruncate(int fd, off_t at) { return ftruncate64(fd, at); }

static int synced(int fd, int (*real)(int)) {
    pthread_mutex_lock(&turn);
    int result = real(fd);
    if (!result) settle(fd);
    pthread_mutex_unlock(&turn);
    return result;
}
int fsync(int fd) { return synced(fd, real_sync); }
int fdatasync(int fd) { return synced(fd, real_datasync); }
