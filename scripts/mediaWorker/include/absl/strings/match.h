#pragma once
// Included by mediasoup's bandwidth estimation, which calls nothing of it.
