/* Mistakes of a project in what it says of the language, for verbs that tell of the language only. */
#ifndef COMMANDS_LANGUAGE_H
#define COMMANDS_LANGUAGE_H

#include "commands/options.h"
#include "pipeline.h"

/* Reports what is wrong in isms.yaml and in the kind files on standard error, and leaves nothing else in the sink. The status
 * is that of `check` of a project without other mistakes; clean where there is no project. */
enum status language_status(struct compilation *c);

#endif
