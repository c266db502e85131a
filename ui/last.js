showView(); // last, when every view listens
