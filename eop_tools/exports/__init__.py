"""The exports, one function each: bytes made from what one audience may see."""
