/* The verbs. Each takes its own argv (argv[0] is the verb) and returns the exit status. */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

int command_build(int argc, char **argv);
int command_check(int argc, char **argv);
int command_export(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_init(int argc, char **argv);
int command_schema(int argc, char **argv);
int command_test(int argc, char **argv);
int command_version(int argc, char **argv);

#endif
