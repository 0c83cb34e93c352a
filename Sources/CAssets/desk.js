/* desk.js: the inbox, the conversation and the composer. */
'use strict';
