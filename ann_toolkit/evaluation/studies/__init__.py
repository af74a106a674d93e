"""What training does: the same network trained again and again, and the valley that one training went down."""
