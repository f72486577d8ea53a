/* The engine's tokenizer, which e5.c keeps to itself: token ids of a text, without those for beginning and end. */
#include "e5.c"

int e5_tokens(e5_model *m, const char *text, int *ids, int room) { return tok_content(&m->tok, text, ids, room); }
